// The words the house is built of. A room may use the rooms before it, never the ones after it.
const rooms = ['people', 'identity', 'cases', 'tasks', 'flags', 'availability', 'huddles', 'agendas', 'live', 'calendar', 'exchange', 'insights', 'home']

/** What a room may hold. Folders end in a slash. */
const insideARoom = ['core/', 'server/', 'ui/', 'routes/', 'forms.ts', 'README.md']

/** What one sees on opening the project. Tools keep their settings in `.config/`. */
const topLevel = ['app/', 'db/', 'public/', 'tests/', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md']

module.exports = { rooms, insideARoom, topLevel }
