package io.tsubame.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/// How the values of one type are written between nodes. Each value fills the bytes it is given.
interface ValueForm {
  void write(Object value, CodedOutputStream to) throws IOException;

  Object read(CodedInputStream from) throws IOException;
}
