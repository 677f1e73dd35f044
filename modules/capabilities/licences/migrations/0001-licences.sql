-- Licences in every state. What stands on the face, the number included, is sealed; numbers are found by their fingerprint.
create table licence (
  id uuid primary key,
  identifier text not null unique,
  number_index text not null,
  type text not null,
  name text not null,
  unit text not null,
  unit_name text not null,
  unit_code text not null,
  seal text,
  holder_kind text not null,
  holder text not null,
  holder_name text not null,
  face bytea not null,
  issued_on date not null,
  valid_from date not null,
  valid_until date,
  state text not null,
  reason text,
  since timestamptz not null,
  version int not null,
  replaced_by uuid,
  case_id text,
  item text,
  file_hash text,
  grade text not null default 'A',
  division text not null,
  at timestamptz not null
);
create index licence_by_holder on licence (holder, type, issued_on desc);
create index licence_by_number on licence (number_index);
create index licence_by_case on licence (case_id) where case_id is not null;

-- Running numbers; the row is locked until the licence that took the number is committed, so no number is lost or given twice.
create table counter (scope text primary key, value bigint not null);

-- Sealed letters: notices and decisions.
create table letter (
  id uuid primary key,
  title text not null,
  number text not null,
  unit text not null,
  unit_name text not null,
  case_id text,
  file_hash text not null,
  at timestamptz not null
);
create index letter_by_case on letter (case_id) where case_id is not null;
