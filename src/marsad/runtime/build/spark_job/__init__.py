"""A build on Spark: rows are read and parted by tasks, days are solved by tasks that each own some senders."""
