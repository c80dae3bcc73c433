enum HTTPTransportRoom {}
