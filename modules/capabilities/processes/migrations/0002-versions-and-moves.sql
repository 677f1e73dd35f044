-- Versions of a process that new cases may begin with; what is withdrawn stays for those under way.
create table version (
  key text not null,
  number int not null,
  definition text not null,
  name text not null,
  effective_from date not null,
  origin text not null,
  note text not null,
  by text not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text,
  primary key (key, number),
  unique (key, definition)
);
-- A drawing under way, one a process.
create table draft (key text primary key, xml text not null, version int not null, by text not null, at timestamptz not null);

-- What operators look for: the place, what it is about, the number people know it by, where it stands.
alter table instance add column division text not null default '', add column about text not null default '', add column label text not null default '',
  add column started_at timestamptz, add column at text[] not null default '{}', add column incident boolean not null default false;
create index instance_open on instance (definition, started_at, id) where status = 'active';
create index instance_by_definition on instance (definition, id);
create index instance_with_incident on instance (definition, id) where incident;
create index instance_by_label on instance (label) where label <> '';
create index instance_unlabelled on instance (id) where label = '';
-- What began and ended with an event: for times, ways and heat.
alter table history add column trail jsonb;

-- Who waits for a signal, or for a message with a key, from another process.
create table subscription (instance uuid not null, wait text not null, kind text not null, name text not null, key text not null, primary key (instance, wait));
create index subscription_by_name on subscription (kind, name, key);

-- A chosen part of what is open moves to another version: rehearsed case by case, then moved one transaction each.
create table migration (
  id uuid primary key,
  key text not null,
  from_definition text not null,
  to_definition text not null,
  mapping jsonb not null,
  choice jsonb not null,
  reason text not null,
  law text,
  status text not null,
  chosen int not null,
  by text not null,
  by_id text not null,
  at timestamptz not null,
  finished_at timestamptz
);
create index migration_by_key on migration (key, at desc);
create index migration_working on migration (id) where status in ('rehearsing', 'moving');
create table move (
  migration uuid not null,
  instance uuid not null,
  number int not null,
  state text not null,
  at text[] not null,
  changes jsonb not null default '[]',
  obstacles jsonb not null default '[]',
  result text,
  primary key (migration, instance)
);
create index move_by_state on move (migration, state, number);
create index move_by_instance on move (instance);
