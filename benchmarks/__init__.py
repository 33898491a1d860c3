"""Measurements that anyone can run again; no test asserts a time."""
