-- Made when all records are in: sorting once is faster than keeping order.
CREATE INDEX record_by_date ON record (type, start, "end", id);
CREATE INDEX tag_by_value ON tag (field, value, n);
CREATE INDEX period_by_organization ON period (organization, state);
CREATE INDEX period_by_state ON period (state, organization);
CREATE INDEX term_by_office ON term (office);
CREATE INDEX term_by_holder ON term (holder);
CREATE INDEX name_by_folded ON name (folded, rank);
