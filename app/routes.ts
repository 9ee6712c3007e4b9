import { index, prefix, type RouteConfig, route } from '@remix-run/route-config'

/** Every address in the building, and the room that answers it. */
export default [
  // people
  route('teams', 'features/people/routes/teams.tsx'),
  route('crisis', 'features/people/routes/crisis.tsx'),
  ...prefix('admin', [
    index('features/people/routes/admin.tsx'),
    route('people', 'features/people/routes/admin-people.tsx'),
    route('people/new', 'features/people/routes/admin-person-new.tsx'),
    route('people/:personId', 'features/people/routes/admin-person.tsx'),
    route('teams', 'features/people/routes/admin-teams.tsx'),
    route('teams/new', 'features/people/routes/admin-team-new.tsx'),
    route('teams/:teamId', 'features/people/routes/admin-team.tsx'),
    route('organization', 'features/people/routes/admin-organization.tsx'),
    route('audit', 'features/people/routes/admin-audit.tsx'),
  ]),

  // identity
  route('sign-in', 'features/identity/routes/sign-in.tsx'),
  route('sign-in/code', 'features/identity/routes/sign-in-code.tsx'),
  route('organizations', 'features/identity/routes/organizations.tsx'),
  route('passkey', 'features/identity/routes/passkey.tsx'),
  route('passkey/options', 'features/identity/routes/passkey-options.ts'),
  route('sign-out', 'features/identity/routes/sign-out.ts'),
  route('session', 'features/identity/routes/session.ts'),
  route('profile', 'features/identity/routes/profile.tsx'),
  route('demo/enter/:token', 'features/identity/routes/demo-enter.ts'),
  route('demo/mail', 'features/identity/routes/demo-mail.tsx'),
  route('demo/mail/:name', 'features/identity/routes/demo-mail-one.tsx'),

  // cases
  route('teams/:teamId/cases', 'features/cases/routes/caseload.tsx'),
  route('teams/:teamId/cases/new', 'features/cases/routes/new-case.tsx'),
  route('teams/:teamId/cases/views', 'features/cases/routes/views.tsx'),
  ...prefix('cases/:caseId', [
    route('brief', 'features/cases/routes/brief.tsx'),
    route('brief/:part', 'features/cases/routes/brief-part.tsx'),
    route('contacts', 'features/cases/routes/contacts.tsx'),
    route('contacts/new', 'features/cases/routes/new-contact.tsx'),
    route('scores', 'features/cases/routes/scores.tsx'),
    route('scores/new', 'features/cases/routes/new-score.tsx'),
    route('scores/:scoreId', 'features/cases/routes/score.tsx'),
    // Where an address ends in an id, `new` is one that is not there yet.
    route('goals/:goalId', 'features/cases/routes/goal.tsx'),
    route('needs/:needId', 'features/cases/routes/need.tsx'),
    route('circle/:circlePersonId', 'features/cases/routes/circle-person.tsx'),
    route('medications/:medicationId', 'features/cases/routes/medication.tsx'),
    route('history', 'features/cases/routes/history.tsx'),
    route('edit', 'features/cases/routes/edit-case.tsx'),
    route('consents', 'features/cases/routes/consents.tsx'),
    route('consents/new', 'features/cases/routes/new-consent.tsx'),
    route('disclosures', 'features/cases/routes/disclosures.tsx'),
  ]),
  route('services', 'features/cases/routes/services.tsx'),
  route('services/:serviceId', 'features/cases/routes/service.tsx'),

  // tasks
  route('tasks', 'features/tasks/routes/my-tasks.tsx'),
  route('tasks/:taskId', 'features/tasks/routes/task.tsx'),
  route('cases/:caseId/tasks/new', 'features/tasks/routes/new-task.tsx'),

  // flags
  route('cases/:caseId/flags/new', 'features/flags/routes/raise-flag.tsx'),
  route('teams/:teamId/inbox', 'features/flags/routes/inbox.tsx'),
  route('teams/:teamId/inbox/stream', 'features/flags/routes/inbox-stream.ts'),
  route('teams/:teamId/queue', 'features/flags/routes/queue.tsx'),
  route('teams/:teamId/rules', 'features/flags/routes/rules.tsx'),
  route('teams/:teamId/rules/:code', 'features/flags/routes/rule.tsx'),

  // huddles
  route('huddles/:huddleId/cancel', 'features/huddles/routes/cancel.tsx'),

  // agendas: what shows a huddle together with its cases
  route('teams/:teamId/huddles', 'features/agendas/routes/huddles.tsx'),
  route('huddles/new', 'features/agendas/routes/new-huddle.tsx'),
  route('huddles/:huddleId', 'features/agendas/routes/huddle.tsx'),
  route('huddles/:huddleId/agenda', 'features/agendas/routes/agenda.tsx'),
  route('huddles/:huddleId/time', 'features/agendas/routes/time.tsx'),

  // live
  ...prefix('huddles/:huddleId', [
    route('now', 'features/live/routes/now.tsx'),
    route('live', 'features/live/routes/live.tsx'),
    route('live/state', 'features/live/routes/state.ts'),
    route('live/end', 'features/live/routes/end.tsx'),
    route('stream', 'features/live/routes/stream.ts'),
    route('room', 'features/live/routes/room.tsx'),
    route('minutes', 'features/live/routes/minutes.tsx'),
  ]),
  route('cases/:caseId/minutes', 'features/live/routes/case-minutes.tsx'),

  // calendar
  route('j/:token', 'features/calendar/routes/open-link.tsx'),
  route('join/:ref', 'features/calendar/routes/join.tsx'),
  route('join/:ref/invite.ics', 'features/calendar/routes/invite-file.ts'),

  // exchange
  ...prefix('admin/imports', [
    index('features/exchange/routes/imports.tsx'),
    route('new', 'features/exchange/routes/new-import.tsx'),
    route(':importId', 'features/exchange/routes/import.tsx'),
    route(':importId/progress', 'features/exchange/routes/import-progress.ts'),
    route(':importId/skipped.csv', 'features/exchange/routes/import-skipped.ts'),
  ]),

  // insights
  ...prefix('teams/:teamId/measures', [
    index('features/insights/routes/measures.tsx'),
    route('counts.csv', 'features/insights/routes/measures-file.ts'),
    route(':measure/:month', 'features/insights/routes/measure-cases.tsx'),
  ]),

  // home
  index('features/home/routes/today.tsx'),
  route('cases/:caseId', 'features/home/routes/case.tsx'),
  route('styleguide', 'features/home/routes/styleguide.tsx'),
  route('*', 'features/home/routes/nothing.tsx'),
] satisfies RouteConfig
