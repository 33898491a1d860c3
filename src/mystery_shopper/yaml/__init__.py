"""YAML files of a suite, with the line of every value, and readers that say what is wrong with one."""
