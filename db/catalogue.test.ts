import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'

// What the database itself says about its tables, roles and rights: read from its catalogue, so that a new table cannot be forgotten.

let database: TestDatabase
let admin: pg.Client
let app: pg.Client

beforeAll(async () => {
  database = await aDatabase()
  admin = new pg.Client({ connectionString: database.adminUrl })
  app = new pg.Client({ connectionString: database.url })
  await Promise.all([admin.connect(), app.connect()])
})

afterAll(async () => {
  await Promise.all([admin.end(), app.end()])
  await database.drop()
})

test('there are exactly these schemas, and tenants live in one of them', async () => {
  const schemas = await ask(
    `select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  )
  expect(schemas).toEqual(['control', 'pgboss', 'public'])
})

test('every tenant table has row-level security, on and forced, and one policy that names the organization for reading and writing', async () => {
  const tables = await tenantTables()
  expect(tables.length).toBeGreaterThan(30)
  const guarded = await ask(
    `select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relforcerowsecurity
        and (select count(*) from pg_policy p where p.polrelid = c.oid) = 1
        and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive
          and pg_get_expr(p.polqual, p.polrelid) like '(organization_id = %app.organization_id%'
          and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))`,
  )
  expect(guarded).toEqual(tables)
})

test('every key, every foreign key and every index of a tenant table begins with the organization', async () => {
  const without = await ask(
    `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where ${isTenantTable} and a.attname is distinct from 'organization_id'
     union all
     select o.conname from pg_constraint o join pg_class c on c.oid = o.conrelid
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = o.conkey[1]
      where ${isTenantTable} and o.contype in ('p', 'u', 'f', 'x') and a.attname is distinct from 'organization_id'
     union all
     select o.conname from pg_constraint o join pg_class c on c.oid = o.conrelid
       left join pg_attribute a on a.attrelid = o.confrelid and a.attnum = o.confkey[1]
      where ${isTenantTable} and o.contype = 'f' and a.attname is distinct from 'organization_id'`,
  )
  expect(without).toEqual([])
})

test('every tenant table has a key, and the organization in it may not be empty', async () => {
  const without = await ask(
    `select c.relname from pg_class c where ${isTenantTable}
        and (not exists (select 1 from pg_constraint o where o.conrelid = c.oid and o.contype = 'p')
          or not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'
               and a.attnotnull and a.atttypid = 'uuid'::regtype))`,
  )
  expect(without).toEqual([])
})

test('nothing that row-level security does not hold is there: no views, no copies, no sequences shared by tenants', async () => {
  const others = await ask(
    `select c.relkind::text || ' ' || c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind not in ('r', 'i')
        and c.relname !~ '^kysely_'`,
  )
  expect(others).toEqual([])
})

test("the app's role owns nothing, is in no role, and may nothing that passes row-level security by", async () => {
  const { rows } = await admin.query(
    `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
       (select count(*)::int from pg_auth_members m where m.member = r.oid) as roles,
       (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
     from pg_roles r where rolname = 'huddle_app'`,
  )
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      roles: 0,
      owns: 0,
    },
  ])
})

test("the app's role may touch the rows of tenant tables only, and of control only the counters of its rate limits", async () => {
  const rights = await ask(
    `select n.nspname || '.' || c.relname || ' ' || lower(a.privilege_type)
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
      where n.nspname in ('public', 'control') and c.relkind in ('r', 'v', 'm', 'S')
        and a.grantee in (0, 'huddle_app'::regrole)
        and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or n.nspname = 'control'
          or a.grantee = 0 or not (${isTenantTable}))`,
  )
  expect(rights).toEqual([
    'control.rate_limit delete',
    'control.rate_limit insert',
    'control.rate_limit select',
    'control.rate_limit update',
  ])
})

test('what must not be changed or deleted, cannot be', async () => {
  const rights = await ask(
    `select c.relname || ' ' || lower(a.privilege_type) from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 'huddle_app'::regrole
        and (c.relname like 'audit%' or (c.relname in ('decision', 'task', 'task_event', 'flag', 'flag_evidence') and a.privilege_type = 'DELETE'))`,
  )
  expect(rights).toEqual([])
})

test('what runs with the rights of the owner looks for names in a fixed place, and nobody else may call it', async () => {
  const loose = await ask(
    `select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'control') and p.prokind = 'f'
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        and (p.prosecdef and not coalesce(p.proconfig::text like '%search_path=%pg_temp%', false)
          or p.prosecdef and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`,
  )
  expect(loose).toEqual([])
})

test('a text that a person writes is sealed: what stands open is a word of the code, an id or a zone', async () => {
  const open = await ask(
    `select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      where ${isTenantTable} and a.attnum > 0 and not a.attisdropped
        and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'xml'::regtype)
        and not exists (select 1 from pg_constraint o where o.conrelid = c.oid and o.contype = 'c' and a.attnum = any(o.conkey)
          and pg_get_constraintdef(o.oid) like '%' || a.attname || ' = ANY (ARRAY[%')`,
  )
  // A new column here is a decision: may it ever hold what somebody typed?
  expect(open).toEqual([...openTexts].sort())
})

test.each([
  ['reading without an organization', undefined, 'select count(*)::int as n from person', 0],
  ['reading as another organization', 'other', 'select count(*)::int as n from person', 0],
  ['reading as the organization', 'own', 'select count(*)::int as n from person', 1],
  ['an organization that is no id', '', 'select count(*)::int as n from person', 0],
])('%s', async (_name, as, question, expected) => {
  await app.query('begin')
  try {
    await asOrganization('own')
    await insertPerson()
    await asOrganization(as)
    const { rows } = await app.query<{ n: number }>(question)
    expect(rows[0]?.n).toBe(expected)
  } finally {
    await app.query('rollback')
  }
})

test.each([
  ['changing the row of another organization', "update person set zone = 'UTC'"],
  ['deleting the row of another organization', 'delete from person'],
])('%s touches nothing', async (_name, command) => {
  await app.query('begin')
  try {
    await asOrganization('own')
    await insertPerson()
    await asOrganization('other')
    expect((await app.query(command)).rowCount).toBe(0)
  } finally {
    await app.query('rollback')
  }
})

test.each([
  ['writing a row for another organization', insertPersonFor('other'), '42501'],
  [
    "giving one's row to another organization",
    `update person set organization_id = '${idOf('other')}'`,
    '42501',
  ],
  [
    'pointing at a row of another organization',
    `insert into working_hours values ('${idOf('own')}', '${idOf('other')}', '${idOf('own')}', '{1}', 0, 60)`,
    '23503',
  ],
  ['turning row-level security off', 'set local row_security = off; select * from person', '42501'],
  ['becoming the owner', 'set local role huddle_owner', '42501'],
  ['emptying a table', 'truncate person', '42501'],
  ['changing a table', 'alter table person no force row level security', '42501'],
  ['making a table', 'create table mine (id int)', '42501'],
  ['reading the audit table', 'select * from audit_event', '42501'],
  ['forging an audit row', `insert into audit_head values ('${idOf('own')}', 9, 'x')`, '42501'],
  ['reading sessions', 'select * from control.session', '42501'],
  ['reading sign-in codes', 'select * from control.sign_in_code', '42501'],
  ['reading links', 'select * from control.link', '42501'],
  ['taking protection from a table', "select control.protect('person')", '42501'],
  ['reading a file', "select pg_read_file('/etc/hostname')", '42501'],
  ['running a program', "copy person from program 'true'", '42501'],
])('%s is refused', async (_name, command, code) => {
  await app.query('begin')
  try {
    await asOrganization('own')
    await insertPerson()
    await expect(app.query(command)).rejects.toMatchObject({ code })
  } finally {
    await app.query('rollback')
  }
})

const isTenantTable = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname !~ '^kysely_'`

const openTexts = [
  'allergy.labels',
  'audit_event.action',
  'audit_event.actor_id',
  'audit_event.actor_kind',
  'audit_event.category',
  'audit_event.detail',
  'audit_event.entity',
  'audit_event.outcome',
  'audit_event.session_ref',
  'brief_part.labels',
  'brief_part_version.labels',
  'brief_part_version.part',
  'case.labels',
  'case_course.instrument',
  'case_event.actor_id',
  'case_event.actor_kind',
  'case_event.kind',
  'caseload_view.search',
  'circle_person.labels',
  'condition.labels',
  'condition.onset',
  'consent.scope',
  'contact.labels',
  'decision.labels',
  'delivery.edition',
  'delivery.letter',
  'delivery.message_id',
  'flag.labels',
  'flag.rule',
  'flag_evidence.about',
  'flag_evidence.basis',
  'goal.instrument',
  'goal.labels',
  'goal.target_on',
  'idempotency.actor_id',
  'idempotency.key',
  'idempotency.kind',
  'idempotency.result_id',
  'import.skip_counts',
  'import.source',
  'import_proposal.rule',
  'import_skip.reason',
  'import_skip.resource_type',
  'imported_record.part',
  'imported_record.resource_type',
  'imported_record.source',
  'invitation.uid',
  'item.rank',
  'live_event.actor_id',
  'live_event.kind',
  'medication.ended_on',
  'medication.labels',
  'medication.started_on',
  'need.labels',
  'organization.bound_labels',
  'organization.zone',
  'person.zone',
  'queue_entry.labels',
  'rule_setting.code',
  'rule_setting.numbers',
  'rule_setting_change.became',
  'rule_setting_change.code',
  'rule_setting_change.was',
  'score.instrument',
  'score.labels',
  'score_before.instrument',
  'score_before.labels',
  'service.kinds',
  'task.labels',
  'task_event.actor_id',
  'task_event.actor_kind',
  'team.zone',
  'team_quorum.discipline',
]

async function tenantTables(): Promise<string[]> {
  return ask(`select c.relname from pg_class c where ${isTenantTable}`)
}

/** The one column of a question's answer, sorted. */
async function ask(question: string): Promise<string[]> {
  const { rows } = await admin.query<string[]>({ text: question, rowMode: 'array' })
  return rows.map(([value = '']) => value).sort()
}

async function asOrganization(which: string | undefined): Promise<void> {
  if (which === undefined)
    return void (await app.query("select set_config('app.organization_id', null, true)"))
  await app.query("select set_config('app.organization_id', $1, true)", [which === '' ? '' : idOf(which)])
}

async function insertPerson(): Promise<void> {
  await app.query(
    `insert into organization (organization_id, name_sealed, zone, created_at) values ('${idOf('own')}', 'x', 'UTC', now())`,
  )
  await app.query(insertPersonFor('own'))
}

function insertPersonFor(which: string): string {
  return `insert into person (organization_id, person_id, name_sealed, mail_sealed, discipline, zone, state, created_at)
    values ('${idOf(which)}', '${idOf(which)}', 'x', 'x', 'nurse', 'UTC', 'active', now())`
}

function idOf(which: string): string {
  return which === 'own' ? '00000000-0000-7000-8000-000000000001' : '00000000-0000-7000-8000-000000000002'
}
