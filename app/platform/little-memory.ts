import { setFlagsFromString } from 'node:v8'

// Young garbage is collected sooner, so that a long command holds little memory. `npm run cli` asks for that when it starts Node; whoever
// starts the program itself gets it here, before anything is read: the space for what is young stays as it is then.
if (!process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size')))
  setFlagsFromString('--semi-space-growth-factor=1')
