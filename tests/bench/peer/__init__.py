"""The peers' programs, a module a tool. Each has TASKS: task -> function of (catalogue's path, output's path)."""
