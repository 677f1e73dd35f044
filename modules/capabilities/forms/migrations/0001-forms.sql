-- What was asked, word for word: a published form under the hash of its own text.
create table definition (fingerprint text primary key, title text not null, form text not null, at timestamptz not null);

-- Forms that stand alone, each of an office: surveys, filings, registrations for something.
create table collection (
  key text primary key,
  title text not null,
  unit text not null,
  unit_name text not null,
  state text not null,
  audience text not null,
  source text not null,
  revision int not null,
  version int,
  closes_on date,
  by text not null,
  at timestamptz not null
);
create index collection_by_unit on collection (unit, at desc);

create table version (
  collection text not null,
  number int not null,
  fingerprint text not null,
  source text not null,
  note text not null,
  by text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (collection, number)
);

-- What a person has typed so far. It outlives the form's versions, its pauses and its closing.
create table draft (
  collection text not null,
  who text not null,
  version int not null,
  content bytea not null,
  revision int not null,
  updated_at timestamptz not null,
  primary key (collection, who)
);
create index draft_by_person on draft (who, updated_at desc);

-- What was answered, under the form that asked it. Nobody changes or removes a row.
create table submission (
  id uuid primary key,
  definition text not null,
  kind text not null,
  subject text not null,
  number int not null,
  who text not null,
  who_name text not null,
  content bytea not null,
  digest text not null,
  mac text not null,
  at timestamptz not null,
  unique (kind, subject, number)
);
create index submission_by_person on submission (who, at desc);
create index submission_of_subject on submission (kind, subject, at desc, id desc);

-- Files that came in for an answer; whoever submits may name only those that they sent.
create table file (
  id uuid primary key,
  collection text not null,
  who text not null,
  name text not null,
  media text not null,
  size bigint not null,
  blob text not null,
  at timestamptz not null
);

create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'what was submitted never changes'; end $$;
create trigger submission_stays before update or delete on submission for each row execute function forms.refuse_change();
