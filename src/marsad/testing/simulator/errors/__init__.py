"""What is wrong at sea without anybody's intent: mistyped numbers, stale statuses, weak receivers, repeaters."""
