-- An application that is being prepared; goes on on any device, at any counter of the division.
create table draft (
  id uuid primary key,
  item text not null,
  item_version int not null,
  division text not null,
  applicant_index text not null,
  applicant bytea not null,
  applicant_name text not null,
  firm text,
  channel text not null,
  opened_by text not null,
  content bytea not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index draft_by_applicant on draft (applicant_index, updated_at desc);
create index draft_by_opener on draft (opened_by, updated_at desc);

create table "case" (
  id uuid primary key,
  number text not null unique,
  item text not null,
  item_version int not null,
  item_name text not null,
  division text not null,
  unit text not null,
  window_unit text not null,
  stage text not null,
  outcome text,
  applicant_index text not null,
  applicant bytea not null,
  applicant_name text not null,
  firm text,
  firm_name text,
  channel text not null,
  content bytea not null,
  instance uuid not null,
  clock jsonb not null,
  due_on date,
  promise_on date,
  lamp text not null default 'none',
  ask jsonb,
  result jsonb,
  fee jsonb,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  updated_at timestamptz not null,
  version int not null default 1
);
create index case_by_applicant on "case" (applicant_index, submitted_at desc);
create index case_by_firm on "case" (firm, submitted_at desc) where firm is not null;
create index case_by_unit on "case" (unit, submitted_at desc);
create index case_by_window on "case" (window_unit, submitted_at desc);
create index case_open_due on "case" (due_on) where ended_at is null;
create index case_by_item on "case" (item, submitted_at desc);

create table task (
  id uuid primary key,
  case_id uuid not null,
  engine_task text not null,
  element text not null,
  name text not null,
  action text not null,
  people text not null,
  unit text not null,
  party text,
  claimed_by text,
  given_to text,
  grouped text not null,
  two boolean not null,
  batch boolean not null,
  opened_at timestamptz not null,
  due_on date,
  case_due_on date,
  closed_at timestamptz,
  closed_by text,
  decision text,
  comment text,
  unique (case_id, engine_task)
);
create index task_queue on task (unit, case_due_on, opened_at) where closed_at is null;
create index task_by_party on task (party) where closed_at is null and party is not null;
create index task_of_case on task (case_id);

-- The time line: what happened, told to applicant and office alike.
create table moment (
  case_id uuid not null,
  number int not null,
  at timestamptz not null,
  kind text not null,
  actor_kind text not null,
  actor_name text not null,
  text text not null,
  inside boolean not null default false,
  primary key (case_id, number)
);

create table material (
  owner uuid not null,
  material text not null,
  number int not null,
  kind text not null,
  name text not null,
  blob text,
  media text,
  size bigint,
  reference text,
  state text not null default 'given',
  note text,
  at timestamptz not null,
  primary key (owner, material, number)
);

-- While away, somebody of the same unit decides instead.
create table stand_in (account text primary key, instead text not null, since date not null, until date not null, at timestamptz not null);

-- Serial numbers of cases: one row per implementation code and day.
create table serial (code text not null, day date not null, last int not null, primary key (code, day));
