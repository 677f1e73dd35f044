-- Sessions of elder systems, by the ticket (CAS) or the session index (SAML) that they began with; `service` hears when they end.
alter table cas_session rename to bridge_session;
alter index cas_session_by_subject rename to bridge_session_by_subject;
alter index cas_session_by_time rename to bridge_session_by_time;
