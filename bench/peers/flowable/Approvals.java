import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEntityEvent;
import org.flowable.common.engine.api.delegate.event.FlowableEngineEventType;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.event.AbstractFlowableEngineEventListener;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/**
 * Approvals by an embedded Flowable: each line read from standard input is a number of cases, each line written is
 * how many steps there were a second. A step is one command: starting a case, or completing one of its tasks.
 */
public class Approvals {
  static final List<String> ORDER = List.of("accept", "review", "law", "finance", "decide");

  public static void main(String[] args) throws Exception {
    String url = args[0];
    int clients = Integer.parseInt(args[1]);
    String model = Files.readString(Path.of(args[2]));
    String form = Files.readString(Path.of(args[3]));
    ProcessEngine engine = open(url, clients);
    engine.getRepositoryService().createDeployment().addString("approval.bpmn20.xml", model).deploy();
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(round(engine, clients, Integer.parseInt(line.trim()), form));
    }
    engine.close();
  }

  static ProcessEngine open(String url, int clients) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setJdbcUrl(url);
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcMaxActiveConnections(clients);
    configuration.setJdbcMaxIdleConnections(clients);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setAsyncExecutorActivate(false);
    // The generator in the database takes a second connection inside a command, and sixteen clients would wait for each other.
    configuration.setIdGenerator(() -> UUID.randomUUID().toString());
    configuration.setEventListeners(List.of(new Listening()));
    return configuration.buildProcessEngine();
  }

  static double round(ProcessEngine engine, int clients, int cases, String form) throws Exception {
    AtomicInteger left = new AtomicInteger(cases);
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    List<Future<?>> lanes = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < clients; i++) lanes.add(pool.submit(() -> { while (left.getAndDecrement() > 0) approve(engine, form); }));
    for (Future<?> lane : lanes) lane.get();
    double seconds = (System.nanoTime() - began) / 1e9;
    pool.shutdown();
    return cases * (ORDER.size() + 1) / seconds;
  }

  static void approve(ProcessEngine engine, String form) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("amount", 8000);
    variables.put("applicant", "{\"kind\":\"firm\",\"name\":\"示例公司\"}");
    variables.put("form", form);
    String instance = engine.getRuntimeService().startProcessInstanceByKey("approval", variables).getId();
    for (String element : ORDER) {
      engine.getTaskService().complete(OPEN.remove(instance + "/" + element), Map.of("decision", "pass"));
    }
    if (!ENDED.remove(instance)) throw new IllegalStateException("the approval did not end");
  }

  static final Map<String, String> OPEN = new ConcurrentHashMap<>();
  static final Set<String> ENDED = ConcurrentHashMap.newKeySet();

  /** Learns which tasks are open, so that no query is measured. */
  static class Listening extends AbstractFlowableEngineEventListener {
    Listening() {
      super(Set.of(FlowableEngineEventType.TASK_CREATED, FlowableEngineEventType.PROCESS_COMPLETED));
    }

    @Override
    protected void taskCreated(FlowableEngineEntityEvent event) {
      Task task = (Task) event.getEntity();
      OPEN.put(task.getProcessInstanceId() + "/" + task.getTaskDefinitionKey(), task.getId());
    }

    @Override
    protected void processCompleted(FlowableEngineEntityEvent event) {
      ENDED.add(event.getProcessInstanceId());
    }
  }
}
