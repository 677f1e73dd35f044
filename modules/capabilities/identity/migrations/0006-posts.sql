-- An official acts in one post at a time; nothing here: in the first of those they have.
alter table session add column post text;
