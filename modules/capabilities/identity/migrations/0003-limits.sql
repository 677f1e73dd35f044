-- An agent's face ends with the day of the authorisation, also within a session.
alter table session add column firm_until date;

-- How many codes a person asked for, and since when they are counted.
create table code_asked (login text primary key, since timestamptz not null, count int not null);
