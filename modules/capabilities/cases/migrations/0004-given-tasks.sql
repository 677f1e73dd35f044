-- Tasks handed to somebody by name are found when that person's duties end.
create index task_by_given on task (given_to, unit) where given_to is not null and closed_at is null;
