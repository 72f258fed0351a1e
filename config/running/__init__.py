"""What `./run demo` and `./run start` do: get the data folder ready, then look after web and worker."""
