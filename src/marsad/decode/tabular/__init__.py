"""Tables of decoded reports, as archives keep them, to the rows that sentences give: what all table formats share."""
