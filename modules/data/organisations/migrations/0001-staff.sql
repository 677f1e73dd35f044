-- Officials, the posts they are placed in, and the duties (roles) given to them there. Who gave what stays readable.
create table staff (
  account text primary key,
  name text not null,
  phone bytea,
  joined_at timestamptz not null,
  left_on date
);
create index staff_by_name on staff (name text_pattern_ops);
create table post (
  id uuid primary key,
  account text not null references staff (account),
  unit text not null,
  department text not null,
  division text collate "C" not null,
  title text not null,
  since date not null,
  until date,
  closed_at timestamptz,
  placed_by text not null,
  placed_at timestamptz not null
);
create index post_by_account on post (account);
-- A province's list is read by place: all of a county is one stretch of this index.
create index post_by_place on post (division, unit, account, id) where closed_at is null;
create index post_by_unit on post (unit) where closed_at is null;
create table duty (
  id uuid primary key,
  post uuid not null references post (id),
  role text not null,
  reach text not null check (reach in ('unit', 'department', 'below')),
  since date not null,
  until date,
  given_by text not null,
  through uuid,
  given_at timestamptz not null,
  confirmed_on date,
  confirmed_by text,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_why text
);
create index duty_by_post on duty (post);
create unique index duty_once on duty (post, role, reach) where withdrawn_at is null and until is null;
