"""Whether somebody may be in danger: rules, classifiers, and the weighing of both."""
