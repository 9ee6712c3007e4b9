import type { InstrumentCode, Question, Sheet } from './instrument.ts'

const often = ['Not at all', 'Several days', 'More than half the days', 'Nearly every day'] as const
const much = ['Not at all', 'A little bit', 'Moderately', 'Quite a bit', 'Extremely'] as const
const points = ['0 points', '1 point', '2 points', '3 points'] as const

// Drs Spitzer, Williams and Kroenke with Pfizer: "No permission required to reproduce, translate, display or distribute."
const phq = [
  'Little interest or pleasure in doing things',
  'Feeling down, depressed, or hopeless',
  'Trouble falling or staying asleep, or sleeping too much',
  'Feeling tired or having little energy',
  'Poor appetite or overeating',
  'Feeling bad about yourself, or that you are a failure or have let yourself or your family down',
  'Trouble concentrating on things, such as reading the newspaper or watching television',
  'Moving or speaking so slowly that other people could have noticed. Or the opposite: being so fidgety or restless that you have been moving around a lot more than usual',
  'Thoughts that you would be better off dead, or of hurting yourself in some way',
]
const gad = [
  'Feeling nervous, anxious, or on edge',
  'Not being able to stop or control worrying',
  'Worrying too much about different things',
  'Trouble relaxing',
  'Being so restless that it is hard to sit still',
  'Becoming easily annoyed or irritable',
  'Feeling afraid, as if something awful might happen',
]

// What EPDS and PCL-5 ask about, in our own words: the sheet in the patient's hand has theirs.
const epds = [
  'Being able to laugh',
  'Looking forward to things',
  'Blaming herself without need',
  'Anxiety without good reason',
  'Fear or panic',
  'Not coping with what has to be done',
  'Poor sleep from unhappiness',
  'Sadness',
  'Crying',
  'Thoughts of self-harm',
]
const pcl = [
  'Memories that come unwanted',
  'Bad dreams',
  'Acting or feeling as if it happened again',
  'Upset when reminded',
  'Body reactions when reminded',
  'Avoiding memories, thoughts or feelings',
  'Avoiding people, places and things',
  'Gaps in remembering it',
  'Negative beliefs about self, others or the world',
  'Blaming self or others',
  'Strong fear, horror, anger, guilt or shame',
  'Loss of interest',
  'Feeling distant from others',
  'Trouble having good feelings',
  'Irritable or aggressive behaviour',
  'Taking risks',
  'Being on guard',
  'Being easily startled',
  'Trouble concentrating',
  'Trouble sleeping',
]

const asked = (topics: readonly string[], answers: readonly string[]): Question[] =>
  topics.map((topic) => ({ topic, answers }))

/**
 * The questionnaires whose answers may be typed in one by one. The teens' PHQ-9 is not among them: its sheet has the questions in
 * another order than the codes that files give them.
 */
const sheets: Readonly<Partial<Record<InstrumentCode, Sheet>>> = {
  'phq-9': { published: true, about: 'the last 2 weeks', questions: asked(phq, often) },
  'gad-7': { published: true, about: 'the last 2 weeks', questions: asked(gad, often) },
  'phq-2': { published: true, about: 'the last 2 weeks', questions: asked(phq.slice(0, 2), often) },
  'gad-2': { published: true, about: 'the last 2 weeks', questions: asked(gad.slice(0, 2), often) },
  'audit-c': {
    published: false,
    about: 'the last year',
    questions: [
      {
        topic: 'How often the patient drinks alcohol',
        answers: [
          'Never',
          'Monthly or less',
          '2 to 4 times a month',
          '2 to 3 times a week',
          '4 or more times a week',
        ],
      },
      {
        topic: 'How many drinks on a day of drinking',
        answers: ['1 or 2, or none', '3 or 4', '5 or 6', '7 to 9', '10 or more'],
      },
      {
        topic: 'How often 6 or more drinks at once',
        answers: ['Never', 'Less than monthly', 'Monthly', 'Weekly', 'Daily or almost daily'],
      },
    ],
  },
  epds: {
    published: false,
    about: 'the last 7 days',
    note: 'Seven of its questions count downwards on the sheet. Choose the points of the answer by the key of the sheet, not its place in the list.',
    questions: asked(epds, points),
  },
  'pcl-5': { published: false, about: 'the last month', questions: asked(pcl, much) },
}

/** The questions of a questionnaire and what their answers are called, or undefined where only a total is typed in. */
export function sheetOf(code: InstrumentCode): Sheet | undefined {
  return sheets[code]
}
