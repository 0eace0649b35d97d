package io.millrace.ingester.recent;

import io.millrace.schemas.recent.RecentFrame;
import java.io.IOException;

/// Where the frames of an answer go.
@FunctionalInterface
public interface FrameSink {
  void accept(RecentFrame frame) throws IOException;
}
