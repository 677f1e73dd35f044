-- What may be rated: cases that have ended, known from their events.
create table ended (case_id uuid primary key, number text not null, item text not null, item_name text not null, unit text not null, applicant text not null, firm text, at timestamptz not null);
create table rating (case_id uuid primary key, grade int not null check (grade between 1 and 5), words text, tags jsonb not null, at timestamptz not null);
create table rectification (case_id uuid primary key, unit text not null, due date not null, reply text, replied_by text, replied_at timestamptz, late boolean not null default false);
create index rectification_by_unit on rectification (unit, due) where replied_at is null;
