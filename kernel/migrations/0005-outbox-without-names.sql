-- Nobody looks for events by their name; each event wrote two entries for it, when told and when delivered.
drop index outbox_by_name;
