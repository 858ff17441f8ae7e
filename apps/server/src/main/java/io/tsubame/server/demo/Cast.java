package io.tsubame.server.demo;

import io.tsubame.domain.account.Profile;
import java.util.Arrays;
import java.util.Locale;

/// The people of the demo: Sakura Trading, and Harbor Design whom it works with.
public enum Cast {
  MISAKI("田中 美咲", Company.SAKURA, "営業部", "課長", "新商品ローンチ担当。お気軽にどうぞ！"),
  KENJI("佐藤 健二", Company.SAKURA, "開発部", "エンジニア", "午前中は集中タイム。急ぎはメンションで。"),
  SORA("鈴木 そら", Company.SAKURA, "開発部", "デザイナー", "金曜はリモートです"),
  EMMA("Emma Clarke", Company.SAKURA, "Overseas Sales", "Account Executive", "London, UTC+0"),
  YUMI("高橋 由美", Company.SAKURA, "総務部", "部長", ""),
  BOT("リリース通知", Company.SAKURA, "開発部", "Bot", "Posts what was released, and where."),
  DANIEL("Daniel Weber", Company.HARBOR, "Studio", "Art Director", "Out of office every Monday"),
  RENA("小林 玲奈", Company.HARBOR, "Studio", "デザイナー", "");

  /// Whom the demo is shown to.
  public static final Cast GUEST = MISAKI;

  /// Everybody's password. What the demo holds is no secret.
  public static final String PASSWORD = "swallow-demo";

  /// The two organizations.
  enum Company {
    SAKURA("さくら商事"),
    HARBOR("Harbor Design");

    private final String title;

    Company(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  private final String fullName;
  private final Company company;
  private final String department;
  private final String position;
  private final String status;

  Cast(String fullName, Company company, String department, String position, String status) {
    this.fullName = fullName;
    this.company = company;
    this.department = department;
    this.position = position;
    this.status = status;
  }

  /// By the name that a script uses.
  static Cast named(String key) {
    return Arrays.stream(values())
        .filter(person -> person.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody is called " + key));
  }

  /// The name in scripts, and the Chatwork ID.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String email() {
    return key() + "@" + company.name().toLowerCase(Locale.ROOT) + ".example";
  }

  public String fullName() {
    return fullName;
  }

  Company company() {
    return company;
  }

  String status() {
    return status;
  }

  /// A bot has no use for a password.
  boolean signsIn() {
    return this != BOT;
  }

  Profile profile() {
    return new Profile(fullName, department, position, "", "", email(), "", "", "", "", "", "");
  }
}
