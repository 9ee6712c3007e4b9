import { EllipsisVertical } from 'lucide-react'
import { AvailabilityGrid, type TimeState } from './availability-grid.tsx'
import { UrgencyMark } from './badge.tsx'
import { BarChart } from './bar-chart.tsx'
import { Clock } from './clock.tsx'
import { ColumnChart } from './column-chart.tsx'
import { Menu, MenuLink } from './menu.tsx'
import { Day, DueIn } from './moment.tsx'
import { Card, Columns, Section } from './page.tsx'
import { RowPatient } from './patient-banner.tsx'
import { ScoreChart } from './score-chart.tsx'
import { Cell, ColumnHead, DataTable, Pagination, Row, RowHead } from './table.tsx'

const now = '2026-12-01T14:20:00Z'
const zone = 'America/St_Johns'

const cases = [
  {
    family: 'Placeholder',
    given: 'Alex',
    born: '1984-07-14',
    mrn: '450122781',
    urgency: 'emergency',
    why: 'Safety answer on item 9',
    due: '2026-12-01',
    score: 22,
  },
  {
    family: 'Specimen',
    given: 'Jo',
    born: '1951-01-30',
    mrn: '450122913',
    urgency: 'urgent',
    why: 'PHQ-9 rose by 6 in four weeks',
    due: '2026-11-29',
    score: 17,
    similar: true,
  },
  {
    family: 'Specimen',
    given: 'Joan',
    born: '1990-09-02',
    mrn: '450130042',
    urgency: 'soon',
    why: 'Not improved at week 8',
    due: '2026-12-04',
    score: 14,
    similar: true,
  },
  {
    family: 'Van der Exemplar-Longname',
    given: 'Maximiliane',
    born: undefined,
    mrn: undefined,
    urgency: 'routine',
    why: 'Asked by the therapist',
    due: '2026-12-18',
    score: 6,
  },
] as const

/** Lists. */
export function TableParts() {
  return (
    <Section title="Tables">
      <DataTable
        caption="Cases that need the team"
        columns={
          <>
            <ColumnHead sort={{ to: '/styleguide?sort=name' }}>Patient</ColumnHead>
            <ColumnHead sort={{ to: '/styleguide?sort=-urgency', direction: 'descending' }}>
              Urgency
            </ColumnHead>
            <ColumnHead>Why</ColumnHead>
            <ColumnHead align="right">PHQ-9</ColumnHead>
            <ColumnHead sort={{ to: '/styleguide?sort=due' }}>Answer by</ColumnHead>
            <ColumnHead hidden>Actions</ColumnHead>
          </>
        }
      >
        {cases.map((one) => (
          <Row key={one.given} current={one.given === 'Jo'}>
            <RowHead>
              <RowPatient patient={one} to="/styleguide?view=case" similar={'similar' in one} />
            </RowHead>
            <Cell label="Urgency">
              <UrgencyMark urgency={one.urgency} />
            </Cell>
            <Cell label="Why">{one.why}</Cell>
            <Cell label="PHQ-9" align="right">
              {one.score}
            </Cell>
            <Cell label="Answer by">
              <Day date={one.due} weekday />
              <span className="block text-sm">
                <DueIn due={one.due} now={now} zone={zone} />
              </span>
            </Cell>
            <Cell align="right">
              <Menu label={`More for case ${one.mrn ?? 'without number'}`} icon={EllipsisVertical} iconOnly>
                <MenuLink to="/styleguide">List only</MenuLink>
              </Menu>
            </Cell>
          </Row>
        ))}
      </DataTable>
      <Pagination page={2} pages={31} total={1204} of="cases" toPage={(page) => `/styleguide?page=${page}`} />
    </Section>
  )
}

const bands = [
  { from: 0, to: 4, name: 'Minimal' },
  { from: 5, to: 9, name: 'Mild' },
  { from: 10, to: 14, name: 'Moderate' },
  { from: 15, to: 19, name: 'Moderately severe' },
  { from: 20, to: 27, name: 'Severe' },
]

/** Scores and amounts. */
export function ChartParts() {
  return (
    <Section title="Charts">
      <Columns>
        <Card>
          <ScoreChart
            title="PHQ-9"
            summary="Down 12 points since baseline, in 22 weeks; a response."
            range={{ min: 0, max: 27 }}
            bands={bands}
            targets={[
              { value: 4, label: 'Goal and remission: 4 or less' },
              { value: 10, label: 'Response: 10 or less' },
            ]}
            marks={[
              { date: '2026-07-01', kind: 'started', words: 'Started: placeholdrine 50 mg' },
              {
                date: '2026-08-20',
                kind: 'changed',
                words: 'Changed: placeholdrine 50 mg to placeholdrine 100 mg',
              },
              { date: '2026-08-19', kind: 'discussed', words: 'Discussed' },
              { date: '2026-11-12', kind: 'stopped', words: 'Stopped: specimenol 10 mg' },
            ]}
            points={[
              { date: '2026-06-29', value: 21, baseline: true },
              { date: '2026-07-20', value: 19 },
              { date: '2026-08-17', value: 20 },
              { date: '2026-09-14', value: 15 },
              { date: '2026-10-12', value: 12 },
              { date: '2026-11-09', value: 13 },
              { date: '2026-11-30', value: 9 },
            ]}
          />
        </Card>
        <Card>
          <ScoreChart
            title="GAD-7"
            summary="One score so far, two weeks ago."
            range={{ min: 0, max: 21 }}
            bands={[
              { from: 0, to: 4, name: 'Minimal' },
              { from: 5, to: 9, name: 'Mild' },
              { from: 10, to: 14, name: 'Moderate' },
              { from: 15, to: 21, name: 'Severe' },
            ]}
            points={[{ date: '2026-11-16', value: 11, baseline: true }]}
          />
        </Card>
        <Card>
          <BarChart
            title="Open tasks"
            summary="Most are with the care managers."
            heads={['Discipline', 'Open tasks']}
            bars={[
              { label: 'Care manager', value: 14 },
              { label: 'Psychiatrist', value: 5 },
              { label: 'Primary care', value: 3, words: '3, one overdue' },
              { label: 'Social worker', value: 0 },
            ]}
          />
          <hr className="border-line my-5" />
          <ColumnChart
            title="Reached within 4 weeks"
            summary="21 of 31, 68 % in six months."
            max={100}
            columns={[
              { label: 'J', value: undefined, lines: [] },
              { label: 'J', value: 100, lines: ['2', '/2'], pale: true },
              { label: 'A', value: 0, lines: ['0', '/3'], pale: true },
              { label: 'S', value: 60, lines: ['6', '/10'] },
              { label: 'O', value: 75, lines: ['6', '/8'] },
              { label: 'N', value: 88, lines: ['7', '/8'] },
            ]}
          />
          <hr className="border-line my-5" />
          <ScoreChart
            title="AUDIT-C"
            summary="Not asked yet."
            range={{ min: 0, max: 12 }}
            bands={[]}
            points={[]}
          />
        </Card>
      </Columns>
    </Section>
  )
}

const times = Array.from(
  { length: 18 },
  (_, index) => `${String(8 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`,
)
const letters: Record<string, TimeState> = {
  f: 'free',
  b: 'busy',
  t: 'tentative',
  o: 'out',
  u: 'unknown',
  x: 'outside',
}

/** 18 half-hours as letters, for two days. */
function cellsOf(day: string): TimeState[] {
  return [...day, ...day].map((letter) => letters[letter] ?? 'unknown')
}

/** Who is free when, and the clock of a huddle. */
export function TimeParts() {
  return (
    <>
      <Section title="Who is free" aside="Tue 01-Dec-2026 and Wed 02-Dec-2026, St Johns time">
        <AvailabilityGrid
          caption="Who is free, St Johns time"
          days={[
            { label: 'Tue 01-Dec-2026', times },
            { label: 'Wed 02-Dec-2026', times },
          ]}
          together={[...times, ...times].map((_, index) => {
            const hour = index % 18
            if (hour === 5 || hour === 6)
              return { state: 'all', free: 5, to: `/styleguide?at=${index}`, chosen: index === 5 }
            if (hour === 4 || hour === 10 || hour === 11)
              return { state: 'enough', free: 4, to: `/styleguide?at=${index}` }
            return { state: 'not', free: 2 }
          })}
          rows={[
            {
              id: '1',
              name: 'Sam Example',
              detail: 'Psychiatrist',
              required: true,
              cells: cellsOf('xxbbfffffbbffffxxx'),
            },
            {
              id: '2',
              name: 'Robin Sample',
              detail: 'Care manager',
              required: true,
              cells: cellsOf('xxfffffbbfttfffxxx'),
            },
            {
              id: '3',
              name: 'Kim Placeholder',
              detail: 'Primary care',
              required: false,
              cells: cellsOf('xfffbfffffbbbbbfxx'),
            },
            {
              id: '4',
              name: 'Lee Specimen',
              detail: 'Pharmacist',
              required: false,
              cells: cellsOf('oooooffffffffffxxx'),
            },
            {
              id: '5',
              name: 'Max Exemplar',
              detail: 'Social worker',
              required: false,
              cells: cellsOf('uuuuuuuuuuuuuuuuuu'),
            },
          ]}
        />
      </Section>
      <Section title="Clock">
        <Columns>
          <Clock label="This case" endsAt="2026-12-01T14:25:40Z" serverNow={now} minutes={8} still />
          <Clock label="This case" endsAt="2026-12-01T14:20:42Z" serverNow={now} minutes={8} still />
          <Clock label="This case" endsAt="2026-12-01T14:18:15Z" serverNow={now} minutes={8} still />
          <div className="max-w-sm">
            <Clock label="This case" endsAt="2026-12-01T14:25:40Z" serverNow={now} minutes={8} size="line" />
          </div>
        </Columns>
      </Section>
    </>
  )
}
