package io.millrace.gateway.validate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.millrace.gateway.decode.DecodedPush.LabelSyntax;
import io.millrace.gateway.limits.Tenant;
import io.millrace.schemas.model.LabelSyntaxException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The streams that were pushed to lately, by the label string as the client wrote it. A hit makes
/// no copy and parses nothing. Bounded in bytes. Safe for use by many threads.
///
/// How far a stream has come is kept for each way of writing its labels, and is lost with the
/// entry: a line that is too far behind is then accepted.
public final class StreamCache {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// A stream without a line for so long is not active.
  private static final Duration IDLE = Duration.ofHours(2);

  private final Cache<Key, StreamState> states;

  public StreamCache(long maxBytes) {
    this.states =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, StreamState state) -> key.length + state.weight())
            .expireAfterAccess(IDLE)
            .removalListener(
                (@Nullable Key key, @Nullable StreamState state, RemovalCause cause) -> {
                  if (key != null && state != null && state.rejection() == null) {
                    key.tenant.removeStream();
                  }
                })
            .build();
  }

  public long size() {
    return states.estimatedSize();
  }

  /// The stream that the range names.
  ///
  /// @throws LabelSyntaxException if the range is no label set
  StreamState get(Tenant tenant, LabelSyntax syntax, byte[] data, int offset, int length)
      throws LabelSyntaxException {
    Key key = new Key(tenant, syntax, data, offset, length);
    StreamState known = states.getIfPresent(key);
    if (known != null) {
      return known;
    }
    StreamState state = LabelRules.judge(tenant, syntax, data, offset, length);
    if (state.rejection() != null && state.rejection().reason() == DiscardReason.STREAM_LIMIT) {
      return state;
    }
    StreamState first = states.asMap().putIfAbsent(key.owned(), state);
    if (first == null) {
      return state;
    }
    if (state.rejection() == null) {
      tenant.removeStream();
    }
    return first;
  }

  /// A range of bytes of one tenant. It is the caller's array until [#owned()].
  private static final class Key {
    private final Tenant tenant;
    private final LabelSyntax syntax;
    private final byte[] data;
    private final int offset;
    private final int length;
    private final int hash;

    Key(Tenant tenant, LabelSyntax syntax, byte[] data, int offset, int length) {
      this.tenant = tenant;
      this.syntax = syntax;
      this.data = data;
      this.offset = offset;
      this.length = length;
      this.hash = hash(data, offset, length) * 31 + tenant.id().hashCode();
    }

    Key owned() {
      return new Key(tenant, syntax, Arrays.copyOfRange(data, offset, offset + length), 0, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && hash == that.hash
          && tenant == that.tenant
          && syntax == that.syntax
          && Arrays.equals(
              data, offset, offset + length, that.data, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /// Eight bytes at a time.
    private static int hash(byte[] data, int offset, int length) {
      long hash = length * 0x9E3779B97F4A7C15L;
      int at = offset;
      int end = offset + length;
      for (; at + 8 <= end; at += 8) {
        hash = (hash ^ (long) LONG.get(data, at)) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
      }
      for (; at < end; at++) {
        hash = (hash ^ data[at]) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
      }
      return (int) (hash ^ hash >>> 32);
    }
  }
}
