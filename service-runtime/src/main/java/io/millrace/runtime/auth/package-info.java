/// Who is asking: from the headers of a request to the tenant that it speaks for.
///
/// `auth.mode` is `off` (every request is tenant `fake`), `header` (a trusted proxy sets
/// `X-Scope-OrgID`) or `tokens`. A token comes as `Authorization: Bearer TOKEN` or as the password
/// of `Authorization: Basic`. Only SHA-256 digests of tokens are kept, in `auth.tokens.file`, one a
/// line, or as settings `auth.token.NAME`, each as `DIGEST TENANT RIGHTS` with rights `read`,
/// `write` or `read,write`. `printf %s "$TOKEN" | sha256sum` makes a digest.
///
/// A tenant is a plain text here; whether it is a legal one is the service's business.
@NullMarked
package io.millrace.runtime.auth;

import org.jspecify.annotations.NullMarked;
