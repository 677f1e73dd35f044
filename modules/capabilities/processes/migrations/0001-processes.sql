create table definition (fingerprint text primary key, key text not null, xml text not null, definition jsonb not null, at timestamptz not null);
create index definition_by_key on definition (key, at desc);
create table instance (
  id uuid primary key,
  subject uuid not null,
  definition text not null,
  state jsonb not null,
  version int not null,
  status text not null,
  updated_at timestamptz not null
);
create index instance_by_subject on instance (subject);
-- Every event an instance took in; replaying them gives its state.
create table history (instance uuid not null, number int not null, at timestamptz not null, actor text not null, event jsonb not null, primary key (instance, number));
-- Service work that is asked for and not yet done.
create table job (
  instance uuid not null,
  job text not null,
  subject uuid not null,
  topic text not null,
  input jsonb not null,
  attempts int not null default 0,
  next_at timestamptz,
  error text,
  primary key (instance, job)
);
create index job_due on job (next_at) where next_at is not null;
