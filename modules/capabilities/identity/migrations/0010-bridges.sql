-- Elder systems that speak CAS or SAML: found by their entity, one system an entity.
create unique index connection_by_entity on connection ((metadata->>'entity_id')) where metadata->>'entity_id' is not null;
create index connection_by_protocol on connection ((metadata->>'protocol')) where metadata->>'protocol' is not null;
