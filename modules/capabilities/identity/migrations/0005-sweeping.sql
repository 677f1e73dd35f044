-- What has run out is taken away by those who sign in.
create index oidc_by_expiry on oidc (expires_at);
