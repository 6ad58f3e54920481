-- Runs on H2 2.x and on PostgreSQL. Times are UTC. Constraints are named uq_<table>__<field>: the field of a conflict is read from the name.

-- 1 is the first administrator, who is added when an empty database is first used.
create sequence app_user_seq start with 2 increment by 1;
create table app_user (
    id         bigint       not null primary key,
    version    bigint       not null,
    login      varchar(64)  not null,
    full_name  varchar(200) not null,
    role       varchar(16)  not null,
    active     boolean      not null,
    password   varchar(400) not null,
    created_at timestamp(3) not null,
    created_by varchar(64)  not null,
    changed_at timestamp(3) not null,
    changed_by varchar(64)  not null,
    constraint uq_app_user__login unique (login),
    constraint ck_app_user__role check (role in ('administrator', 'editor', 'viewer'))
);

create table app_session (
    id         varchar(32)  not null primary key,
    token_hash varchar(64)  not null,
    user_id    bigint       not null,
    created_at timestamp(3) not null,
    seen_at    timestamp(3) not null,
    expires_at timestamp(3) not null,
    constraint uq_app_session__token_hash unique (token_hash),
    constraint fk_app_session__user_id foreign key (user_id) references app_user (id) on delete cascade
);
create index ix_app_session__user_id on app_session (user_id);
create index ix_app_session__expires_at on app_session (expires_at);

create sequence file_seq start with 1 increment by 1;
create table file (
    id         bigint        not null primary key,
    version    bigint        not null,
    name       varchar(255)  not null,
    media_type varchar(127)  not null,
    size       bigint        not null,
    note       varchar(2000) not null,
    pinned     boolean       not null,
    created_at timestamp(3)  not null,
    created_by varchar(64)   not null,
    changed_at timestamp(3)  not null,
    changed_by varchar(64)   not null
);
create index ix_file__name on file (name);
create index ix_file__changed_at on file (changed_at);
