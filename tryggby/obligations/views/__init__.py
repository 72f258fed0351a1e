"""The room's pages: for the person, the leader, and the coordinator."""
