/// What is published, as a process sees it: the topic `catalog` read from its beginning and kept in
/// memory.
///
/// [CatalogTail] follows the topic and feeds a [CatalogView]; readers work on an immutable
/// [CatalogSnapshot]. [CatalogAudit] reads the same records with a bookkeeper's eyes and tells what
/// does not add up.
///
/// The rules by which records become state:
///
/// - The first segment to cover an offset is the one that counts. A later one that overlaps it is
///   set aside with its objects, so that no offset is ever read twice; the audit names it. The same
///   segment once more changes nothing.
/// - `ObjectsReplaced` takes the old objects away and adds the new ones in one step; coverage
///   stays.
/// - An object that was replaced or deleted never comes back under its name.
@NullMarked
package io.millrace.store.catalog;

import org.jspecify.annotations.NullMarked;
