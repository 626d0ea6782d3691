"""What any page shows: lines in reading order, labels and values, boxes, links, title and text."""
