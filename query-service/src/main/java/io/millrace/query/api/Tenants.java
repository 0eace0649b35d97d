package io.millrace.query.api;

import io.javalin.http.Context;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.source.RowSource;
import io.millrace.query.source.RowSources;
import io.millrace.query.source.TenantUnion;
import io.millrace.runtime.auth.Access;
import io.millrace.runtime.auth.Right;
import io.millrace.runtime.auth.TenantResolver;
import io.millrace.schemas.model.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Finds out for whom a request reads: one tenant, or several (`a|b`) where that is allowed.
final class Tenants {
  private final TenantResolver resolver;
  private final RowSources sources;
  private final boolean several;

  Tenants(TenantResolver resolver, RowSources sources, boolean several) {
    this.resolver = resolver;
    this.sources = sources;
    this.several = several;
  }

  /// A request without a right to read. The text ends with a newline, unlike other errors.
  static final class DeniedException extends RuntimeException {
    private final int status;

    DeniedException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /// The rows that the request may read.
  ///
  /// @throws DeniedException if there are none
  RowSource rows(Context http) {
    return switch (resolver.resolve(Right.READ, http::header)) {
      case Access.Denied(int status, String message) -> throw new DeniedException(status, message);
      case Access.Granted(String tenant) -> rows(tenant);
    };
  }

  private RowSource rows(String header) {
    TreeSet<String> names = new TreeSet<>(Arrays.asList(header.split("\\|", -1)));
    if (names.size() == 1) {
      return sources.of(tenant(names.first()));
    }
    if (!several) {
      throw new QueryException(Reason.INVALID, "multiple org IDs present");
    }
    List<TenantId> tenants = new ArrayList<>();
    for (String name : names) {
      if (!name.isEmpty()) {
        tenants.add(tenant(name));
      }
    }
    return new TenantUnion(sources, tenants);
  }

  /// Behind a colon stands metadata, which is not part of the name.
  private static TenantId tenant(String text) {
    int colon = text.indexOf(':');
    try {
      return new TenantId(colon < 0 ? text : text.substring(0, colon));
    } catch (IllegalArgumentException e) {
      throw new QueryException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
