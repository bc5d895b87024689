import { useContext, useEffect, useState } from 'preact/hooks';
import type { RunnableScenario, RunPlace } from '../../../protocol/run/run-progress.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { ActionsContext } from '../actions/actions-context.ts';
import { fetchScenarios, type ScenariosAnswer } from './fetch-scenarios.ts';

interface RunFormProps {
  /** Why nothing may be done on this lab; null: it may. */
  heldRefusal: string | null;
}

/** Chooses a scenario, and where and how it runs. */
export function RunForm({ heldRefusal }: RunFormProps) {
  const [answer, setAnswer] = useState<ScenariosAnswer>({ scenarios: [] });
  const [name, setName] = useState('failover');
  useEffect(() => {
    void fetchScenarios().then(setAnswer);
  }, []);
  if ('refusal' in answer)
    return (
      <p role="alert" class="failure">
        {answer.refusal}
      </p>
    );
  const { scenarios } = answer;
  const chosen = scenarios.find((scenario) => scenario.name === name);
  return (
    <div class="run-form">
      <label>
        Scenario
        <select
          value={name}
          onChange={({ currentTarget: { value } }) => {
            setName(value);
          }}
        >
          {scenarios.map((scenario) => (
            <option key={scenario.name}>{scenario.name}</option>
          ))}
        </select>
      </label>
      {chosen === undefined ? (
        <p role="status">Reading the scenarios…</p>
      ) : (
        <ChosenScenario key={name} scenario={chosen} heldRefusal={heldRefusal} />
      )}
    </div>
  );
}

function ChosenScenario({ scenario, heldRefusal }: RunFormProps & { scenario: RunnableScenario }) {
  const { name, title, description, topology, steps, notHere } = scenario;
  const context = useContext(ActionsContext);
  const [wanted, setWanted] = useState<RunPlace>('here');
  const [isStepwise, setStepwise] = useState(false);
  if (context === null) return null;
  const place = notHere === null ? wanted : 'fresh';
  const refusal = place === 'here' ? heldRefusal : context.refusal;
  const choice = (value: RunPlace, text: string) => (
    <label>
      <input
        type="radio"
        name="run-place"
        checked={place === value}
        disabled={value === 'here' && notHere !== null}
        aria-describedby={value === 'here' && notHere !== null ? 'run-not-here' : undefined}
        onChange={() => {
          setWanted(value);
        }}
      />
      {text}
    </label>
  );
  return (
    <>
      <div class="run-place" role="radiogroup" aria-labelledby="run-place">
        <span id="run-place">Where</span>
        {choice('here', 'on this lab')}
        {choice('fresh', 'on a lab of its own')}
      </div>
      <label>
        <input
          type="checkbox"
          checked={isStepwise}
          onChange={({ currentTarget: { checked } }) => {
            setStepwise(checked);
          }}
        />
        step by step
      </label>
      <ActionsContext.Provider value={{ ...context, refusal }}>
        <ActionButton action={{ action: 'run', scenario: name, place, isStepwise }} label={`Run ${name}`} />
      </ActionsContext.Provider>
      <p class="run-about">
        <strong>{title}.</strong> {description}{' '}
        <span class="quiet">{`${steps} steps, topology ${topology}.`}</span>
        {notHere !== null && (
          <span id="run-not-here" class="run-not-here">
            Not on this lab: {notHere}.
          </span>
        )}
      </p>
    </>
  );
}
