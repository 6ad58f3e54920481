package dev.roomcast.it;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/**
 * A Payara Micro that takes orders on its standard input, for {@link RedeployIT}: {@code deploy}, {@code undeploy}, {@code threads} (names of threads of ours),
 * {@code instances <class>} (live instances after a collection) and {@code heap} (bytes in use after a collection). Each is answered by one line {@code answer: ...}.
 */
public final class RedeployServer {
    private final Object runtime;
    private final File war;

    private RedeployServer(File war, int port, File root) throws ReflectiveOperationException {
        this.war = war;
        Class<?> micro = Class.forName("fish.payara.micro.impl.PayaraMicroImpl");
        Object boot = micro.getMethod("getInstance").invoke(null);
        boot.getClass().getMethod("setNoCluster", boolean.class).invoke(boot, true);
        boot.getClass().getMethod("setRootDir", File.class).invoke(boot, root);
        boot.getClass().getMethod("setHttpPort", int.class).invoke(boot, port);
        this.runtime = boot.getClass().getMethod("bootStrap").invoke(boot);
    }

    /** The arguments: the WAR, the port, and the root directory that was unpacked for the server. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty(
                "fish.payara.micro.BootJar",
                new File(arguments[2], "launch-micro.jar").toURI().toString());
        System.setProperty("fish.payara.micro.UnpackDir", arguments[2]);
        RedeployServer server =
                new RedeployServer(new File(arguments[0]), Integer.parseInt(arguments[1]), new File(arguments[2]));
        answer("started");
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answer(server.obey(order));
            }
        }
        System.exit(0);
    }

    private static void answer(String text) {
        System.out.println("answer: " + text);
        System.out.flush();
    }

    private String obey(String order) throws Exception {
        String[] words = order.split(" ");
        return switch (words[0]) {
            case "deploy" ->
                String.valueOf(runtimeMethod("deploy", String.class, String.class, File.class)
                        .invoke(runtime, "roomcast", "/", war));
            case "undeploy" -> {
                runtimeMethod("undeploy", String.class).invoke(runtime, "roomcast");
                yield "undeployed";
            }
            case "threads" -> threadsOfOurs();
            case "instances" -> String.valueOf(instances(words[1]));
            case "heap" -> String.valueOf(heapAfterCollection());
            default -> "unknown order " + order;
        };
    }

    private static Method runtimeMethod(String name, Class<?>... parameters) throws ReflectiveOperationException {
        return Class.forName("fish.payara.micro.PayaraMicroRuntime").getMethod(name, parameters);
    }

    private static String threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains("roomcast")
                        || name.contains("H2 ")
                        || name.contains("Jedis"))
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static long instances(String type) throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(type))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    private static long heapAfterCollection() throws Exception {
        instances("nothing");
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
