-- Certificates by which somebody signs in; the key stays in its device. `id` is the certificate's SM3 digest.
create table certificate (id text primary key, login text not null, kind text not null, der bytea not null, added_at timestamptz not null, used_at timestamptz);
create index certificate_by_login on certificate (login);
