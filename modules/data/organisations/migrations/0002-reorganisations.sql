-- Re-organisations (机构调整): planned by one, confirmed by another, carried out on their day; then they are history.
create table reorganisation (
  id uuid primary key,
  name text not null,
  basis text not null,
  effective_on date not null,
  state text not null check (state in ('planned', 'confirmed', 'withdrawn', 'done')),
  planned_by text not null,
  planned_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  withdrawn_by text,
  withdrawn_why text,
  done_at timestamptz
);
create index reorganisation_by_day on reorganisation (effective_on desc, id);
-- `follows`: which duties (role:reach) go along, as far as whoever confirmed could give them in the unit that carries on.
create table merged_unit (
  reorganisation uuid not null references reorganisation (id),
  unit text not null,
  into_unit text not null,
  follows text[] not null default '{}',
  primary key (reorganisation, unit)
);
create index merged_unit_by_unit on merged_unit (unit);
create index merged_unit_by_into on merged_unit (into_unit);
-- Where a post was before.
create table former_post (
  post uuid not null references post (id),
  reorganisation uuid not null references reorganisation (id),
  unit text not null,
  until date not null,
  primary key (post, reorganisation)
);
