-- What people say is wrong in a register about them. What it says and what it should say is personal data and stands sealed.
create table correction (
  id uuid primary key,
  number text not null,
  register text not null,
  entry uuid not null,
  field text not null,
  who text not null,
  unit text not null,
  content bytea not null,
  state text not null check (state in ('asked', 'accepted', 'refused')),
  asked_at timestamptz not null,
  due date not null,
  late boolean not null default false,
  answered_at timestamptz,
  answered_by text,
  answer bytea
);
-- One at a time: a second word on the same field waits for the answer to the first.
create unique index correction_open on correction (who, register, entry, field) where state = 'asked';
create index correction_by_unit on correction (unit, due, id) where state = 'asked';
create index correction_by_answer on correction (unit, answered_at desc) where state <> 'asked';
create index correction_by_person on correction (who, asked_at desc);
-- A file that proves it; of nobody's correction until one names it.
create table proof (
  id uuid primary key,
  who text not null,
  correction uuid references correction (id),
  name bytea not null,
  media text not null,
  size int not null,
  blob text not null,
  at timestamptz not null
);
create index proof_by_correction on proof (correction);
