-- The plan by which the province was filled, and the portions that are in.
create table plan (one boolean primary key default true check (one), seed bigint not null, today date not null, people int not null, at timestamptz not null, finished_at timestamptz);
create table portion (number int primary key, people int not null);
