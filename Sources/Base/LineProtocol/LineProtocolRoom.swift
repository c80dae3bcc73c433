enum LineProtocolRoom {}
