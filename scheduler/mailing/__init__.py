"""What goes out: mails, alarms, chat channels."""
