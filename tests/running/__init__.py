"""What the commands in bin/ and `./run test` do."""
